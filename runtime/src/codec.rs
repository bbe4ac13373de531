//! How keys and values become bytes, and what a file says about its types.

use std::any::type_name;

use serde::Serialize;
#[cfg(any(test, feature = "disk"))]
use serde::de::DeserializeOwned;

/// The bytes of a value; the error says why there are none.
pub(crate) fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, String> {
    postcard::to_allocvec(value).map_err(why)
}

/// The bytes of a value that can be made of them again. Not everything that serde can write can also be
/// read: the bytes have no names in them, and what a type leaves out is not noticed before.
#[cfg(feature = "disk")]
pub(crate) fn encode_for_good<T>(value: &T) -> Result<Vec<u8>, String>
where
    T: Serialize + DeserializeOwned,
{
    let bytes = encode(value)?;
    let unread = |why| format!("it could not be read again: {why}");
    decode::<T>(&bytes).map(|_again| bytes).map_err(unread)
}

/// An error of the format in words of our own, where its own say nothing.
pub(crate) fn why(error: postcard::Error) -> String {
    match error {
        postcard::Error::WontImplement => "its type wants to be told what comes next, as with \
             `#[serde(untagged)]` or `serde_json::Value`, and a file of tables has no names in it"
            .to_owned(),
        other => other.to_string(),
    }
}

/// The value of some bytes, which are nothing else.
#[cfg(any(test, feature = "disk"))]
pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        Ok(_) => Err("there are bytes behind the value".to_owned()),
        Err(error) => Err(why(error)),
    }
}

/// A type's name without the modules that it is in, which may change.
pub(crate) fn label<T: ?Sized>() -> String {
    let mut label = String::new();
    let mut word = String::new();
    for letter in type_name::<T>().chars() {
        match letter {
            ':' => word.clear(),
            letter if letter.is_alphanumeric() || letter == '_' => word.push(letter),
            letter => {
                label.push_str(&word);
                word.clear();
                label.push(letter);
            }
        }
    }
    label + &word
}

/// The checksum of CRC-32, as gzip has it.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_no_modules() {
        assert_eq!(label::<u64>(), "u64");
        assert_eq!(label::<Vec<Option<String>>>(), "Vec<Option<String>>");
        assert_eq!(label::<(u8, [String; 3])>(), "(u8, [String; 3])");
    }

    #[test]
    fn what_is_left_over_is_an_error() {
        let bytes = encode(&(1_u8, "x")).expect("bytes");
        assert_eq!(decode::<(u8, String)>(&bytes), Ok((1, "x".to_owned())));
        assert!(decode::<u8>(&bytes).is_err() && decode::<(u8, String)>(&bytes[..2]).is_err());
    }

    #[test]
    fn the_checksum_is_the_usual_one() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
    }
}
