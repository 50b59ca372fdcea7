namespace Skapi.Rtc.Sdp;

/// <summary>The streams and the track of a section (RFC 8830), from <c>a=msid</c> or from the older form beside the SSRC.</summary>
public static class MediaStreamId
{
    /// <summary>Gets the track's id and the ids of its streams. A section that names none has a track of its own, in no stream.</summary>
    public static (string Track, IReadOnlyList<string> Streams) Of(SdpSection section)
    {
        string[] values = [.. section.Attributes("msid")];
        if (values.Length == 0 && OfSource(section) is { } source)
            values = [source];

        var pairs = values
            .Select(static value => value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(static parts => parts.Length > 0)
            .ToArray();
        var track = pairs.Select(parts => parts.ElementAtOrDefault(1)).FirstOrDefault(id => id is not null);
        var streams = pairs.Select(static parts => parts[0]).Where(static id => id != "-").Distinct(StringComparer.Ordinal);
        return (track ?? $"track-{section.Mid}", [.. streams]);
    }

    /// <summary>Gets the stream and track from the older form, <c>a=ssrc:1 msid:stream track</c>, or null if there is none.</summary>
    public static string? OfSource(SdpSection section) => section.Attributes("ssrc")
        .Select(value => value.Split(" msid:", 2))
        .FirstOrDefault(parts => parts.Length == 2)?[1];
}
