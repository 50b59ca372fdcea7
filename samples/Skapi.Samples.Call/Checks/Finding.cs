namespace Skapi.Samples.Call.Checks;

/// <summary>Something that was checked, and how it came out.</summary>
internal sealed record Finding(string What, bool Holds, string Measured);
