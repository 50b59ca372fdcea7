namespace Skapi.Protocol.Benchmarks.Codecs;

/// <summary>Which message is measured.</summary>
public enum Workload
{
    /// <summary>A data channel's message of 100 ASCII characters.</summary>
    Message,

    /// <summary>An ICE candidate.</summary>
    Candidate,

    /// <summary>A data channel's message of 100 characters in Korean, with emoji.</summary>
    Text,

    /// <summary>A realtime message that carries 2 KB of nested JSON.</summary>
    Nested,

    /// <summary>A list of 1,000 records of a text and a number.</summary>
    List,
}
