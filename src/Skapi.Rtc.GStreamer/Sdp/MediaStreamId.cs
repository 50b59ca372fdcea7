namespace Skapi.Rtc.GStreamer.Sdp;

/// <summary>The streams and the track of a section (RFC 8830), from <c>a=msid</c> or from the older form beside the SSRC.</summary>
internal static class MediaStreamId
{
    /// <summary>The track's id, and the ids of its streams. Without an msid, the track has an id of its own and no stream.</summary>
    public static (string Track, IReadOnlyList<string> Streams) Of(SdpSection section)
    {
        string[] values = [.. section.Attributes("msid")];
        if (values.Length == 0 && OfSource(section) is { } source)
            values = [source];

        var pairs = values
            .Select(value => value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts.Length > 0)
            .ToArray();
        var track = pairs.Select(parts => parts.ElementAtOrDefault(1)).FirstOrDefault(id => id is not null);
        var streams = pairs.Select(parts => parts[0]).Where(id => id != "-").Distinct(StringComparer.Ordinal);
        return (track ?? $"track-{section.Mid}", [.. streams]);
    }

    /// <summary>The older form beside the SSRC, <c>a=ssrc:1 msid:stream track</c>, or null.</summary>
    public static string? OfSource(SdpSection section) => section.Attributes("ssrc")
        .Select(value => value.Split(" msid:", 2))
        .FirstOrDefault(parts => parts.Length == 2)?[1];
}
