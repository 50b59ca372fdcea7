namespace Skapi.Samples.Call.Timelines;

/// <summary>One line of the timeline.</summary>
/// <param name="Tone">What kind of line it is.</param>
/// <param name="Name">The event's name on the wire, or what was done.</param>
/// <param name="Detail">What it says.</param>
internal readonly record struct Entry(Tone Tone, string Name, string Detail = "");
