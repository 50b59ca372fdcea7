namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>
/// Limits what types take from others. A chain of types that each extend the one before would be written with the square of its length
/// otherwise.
/// </summary>
internal sealed class CopyLimit
{
    // In characters, about. The types that people write for messages need a small part of it.
    private const int Max = 2_000_000;

    // What a member or a value takes beside its text.
    private const int Overhead = 16;

    private int _length;

    /// <summary>Counts a member or a value.</summary>
    /// <param name="position">The position of the type that takes it.</param>
    /// <param name="textLength">The length of its texts.</param>
    /// <exception cref="TypeScriptException">The schema would be too large.</exception>
    public void Add(int position, int textLength)
    {
        // A text is part of the file, so this cannot overflow.
        _length += textLength + Overhead;
        if (_length > Max)
        {
            throw new TypeScriptException(
                position, "the types take so many members and values from others that the schema would be too large: split the file");
        }
    }
}
