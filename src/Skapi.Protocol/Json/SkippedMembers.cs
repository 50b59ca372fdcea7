namespace Skapi.Protocol.Json;

/// <summary>Members that were skipped because they are like those of the object before.</summary>
/// <param name="End">The position after them.</param>
/// <param name="Count">Their number.</param>
/// <param name="IsAtValue">Whether the value of the last one is still to be skipped.</param>
internal readonly record struct SkippedMembers(int End, int Count, bool IsAtValue)
{
    /// <summary>Whether the object ends there.</summary>
    public bool IsAtEnd(ReadOnlySpan<byte> json) => Count > 0 && !IsAtValue && (uint)End < (uint)json.Length && json[End] == '}';
}
