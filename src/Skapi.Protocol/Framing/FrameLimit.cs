namespace Skapi.Protocol.Framing;

/// <summary>The limit of the length of a frame, which bounds what a sender can make a receiver keep in memory.</summary>
internal static class FrameLimit
{
    public static ProtocolException Exceeded(long length, int maxLength) => new(new DecodeError(
        DecodeErrorCode.OutOfRange,
        $"A frame has at least {length} bytes, but at most {maxLength} are allowed. Close the stream, or allow longer frames.",
        InstancePath: "",
        ByteOffset: 0));

    public static ProtocolException Incomplete() => new(new DecodeError(
        DecodeErrorCode.Malformed, "The stream ends inside a frame.", InstancePath: "", ByteOffset: 0));
}
