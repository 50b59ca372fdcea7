namespace Skapi.Samples.Call.Checks;

/// <summary>The result of a check.</summary>
internal sealed record Finding(string What, bool Holds, string Measured);
