namespace Skapi.Samples.Call.Timelines;

/// <summary>One line of the timeline.</summary>
/// <param name="Tone">The kind of line.</param>
/// <param name="Name">The name of the event on the wire, or of the action.</param>
/// <param name="Detail">The details; empty if there are no details.</param>
internal readonly record struct Entry(Tone Tone, string Name, string Detail = "");
