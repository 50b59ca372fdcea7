using Skapi.Rtc.Media;

namespace Skapi.Rtc.InMemory;

/// <summary>
/// A frame on its way from a source to a track. It owns its bytes, since delivery goes through delegates that keep no spans.
/// </summary>
internal abstract record InMemoryFrame(TimeSpan Timestamp)
{
    /// <summary>The number of bytes of the frame.</summary>
    public abstract int Size { get; }

    public abstract void GiveTo(InMemoryRemoteTrack track);

    public sealed record Video(int Width, int Height, ReadOnlyMemory<byte> Data, TimeSpan Timestamp) : InMemoryFrame(Timestamp)
    {
        public override int Size => Data.Length;

        public override void GiveTo(InMemoryRemoteTrack track) => track.Give(new VideoFrame(Width, Height, Data.Span, Timestamp));
    }

    public sealed record Audio(int SampleRate, int Channels, ReadOnlyMemory<short> Samples, TimeSpan Timestamp) : InMemoryFrame(Timestamp)
    {
        public override int Size => Samples.Length * sizeof(short);

        public override void GiveTo(InMemoryRemoteTrack track) => track.Give(new AudioFrame(SampleRate, Channels, Samples.Span, Timestamp));
    }

    public sealed record Encoded(MediaCodec Codec, ReadOnlyMemory<byte> Data, TimeSpan Timestamp, bool IsKeyFrame)
        : InMemoryFrame(Timestamp)
    {
        public override int Size => Data.Length;

        public override void GiveTo(InMemoryRemoteTrack track) => track.Give(new EncodedFrame(Codec, Data.Span, Timestamp, IsKeyFrame));
    }
}
