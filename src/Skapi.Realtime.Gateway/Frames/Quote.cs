namespace Skapi.Realtime.Gateway.Frames;

/// <summary>Puts what a client wrote into an error text.</summary>
internal static class Quote
{
    private const int MaxLength = 64;

    /// <summary>The text in quotation marks, cut when it is long.</summary>
    public static string Short(string text)
    {
        if (text.Length <= MaxLength)
            return $"“{text}”";
        // Not between the halves of a surrogate pair.
        var end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return $"“{text.AsSpan(0, end)}…”";
    }
}
