namespace Skapi.Protocol.CrossChecks.Tests.Schemas;

/// <summary>The timestamps among the generated texts; no other text that is generated is one.</summary>
internal static class Timestamps
{
    public static IReadOnlyList<string> Valid { get; } =
    [
        "1985-04-12T23:20:50.52Z", "1996-12-19T16:39:57-08:00", "1990-12-31T23:59:60Z", "1990-12-31T15:59:60-08:00",
        "2024-02-29T00:00:00.123456789+14:30", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z",
    ];
}
