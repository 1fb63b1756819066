//! Labels in the form of the dictionary, on the stack: most texts that are looked up are no labels.

/// Maximum length in bytes, of joined columns as well.
const MAX_LENGTH: usize = 300;

/// A label in lowercase, with ASCII parentheses, without a colon or the backtick of a value behind it, and without spaces
/// next to Chinese.
pub(super) struct NormalLabel {
    bytes: [u8; MAX_LENGTH],
    length: usize,
}

impl NormalLabel {
    /// Returns `None` for text that is longer than any label.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut label = Self { bytes: [0; MAX_LENGTH], length: 0 };
        let mut is_apart = false;
        for c in text.trim().trim_end_matches([':', '：', '`']).trim_end().chars() {
            let c = match c {
                '（' => '(',
                '）' => ')',
                c => c,
            };
            if c.is_whitespace() {
                is_apart = true;
                continue;
            }
            if std::mem::take(&mut is_apart) && c.is_ascii() && label.ends_with_ascii() {
                label.push(' ')?;
            }
            c.to_lowercase().try_for_each(|c| label.push(c))?;
        }
        Some(label)
    }

    fn push(&mut self, c: char) -> Option<()> {
        let end = self.length + c.len_utf8();
        c.encode_utf8(self.bytes.get_mut(self.length..end)?);
        self.length = end;
        Some(())
    }

    fn ends_with_ascii(&self) -> bool {
        self.bytes[..self.length].last().is_some_and(u8::is_ascii)
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}
