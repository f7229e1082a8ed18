//! Why an attempt failed whatever its random number.

/// The user killed the service.
pub fn killed(service: &str) -> String {
    format!("{service} is killed")
}

/// The service is in an outage of its settings.
pub fn in_outage(service: &str) -> String {
    format!("{service} hangs in its outage")
}

/// The service has no room for it.
pub fn full(service: &str) -> String {
    format!("{service} has no room")
}

/// The service behind it gave no answer.
pub fn behind(service: &str) -> String {
    format!("the service behind {service} gave no answer")
}
