//! Reading what another server says, as far as one wants to.

use reqwest::Response;

/// Why an answer was not read.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// Longer than anybody wants to read.
    #[error("the answer has more than {0} bytes")]
    TooLarge(usize),
    /// It broke off.
    #[error("the answer broke off")]
    Broken(#[source] reqwest::Error),
}

/// The body of an answer of up to so many bytes. What comes after them is not read: neither the length it
/// says it has nor a body without end costs more than that.
pub async fn body(mut response: Response, most: usize) -> Result<Vec<u8>, BodyError> {
    let mut read = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| BodyError::Broken(error.without_url()))? {
        if read.len().saturating_add(chunk.len()) > most {
            return Err(BodyError::TooLarge(most));
        }
        read.extend_from_slice(&chunk);
    }
    Ok(read)
}
