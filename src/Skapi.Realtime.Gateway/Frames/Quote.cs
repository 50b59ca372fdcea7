namespace Skapi.Realtime.Gateway.Frames;

/// <summary>Quotes a client's text in an error message.</summary>
internal static class Quote
{
    private const int MaxLength = 64;

    /// <summary>Returns the text in quotation marks, shortened if it is long.</summary>
    public static string Short(string text)
    {
        if (text.Length <= MaxLength)
            return $"“{text}”";
        // A surrogate pair is not split.
        var end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return $"“{text.AsSpan(0, end)}…”";
    }
}
