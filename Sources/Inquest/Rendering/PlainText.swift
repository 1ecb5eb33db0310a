/// Text from outside, made safe for a terminal.
public enum PlainText {
    /// The text on one line, with control characters and marks that change the direction of text made
    /// visible.
    public static func escaped(_ text: String) -> String {
        DisplayText.escaped(text)
    }

    /// The text cut to so many columns of a terminal, `…` at its end when it was longer.
    public static func cut(_ text: String, to columns: Int) -> String {
        DisplayText.cut(text, to: columns)
    }
}
