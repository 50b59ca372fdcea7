namespace Skapi.Rtc.Media;

/// <summary>One encoded picture, or one packet of encoded sound. It is valid only while the callback runs that it was given to.</summary>
/// <param name="codec">How it is encoded.</param>
/// <param name="data">The bytes: a VP8 frame, an H.264 access unit (Annex B), an Opus or G.711 packet.</param>
/// <param name="timestamp">When it is shown or heard, since the track began.</param>
/// <param name="isKeyFrame">Whether decoding can begin here.</param>
public readonly ref struct EncodedFrame(MediaCodec codec, ReadOnlySpan<byte> data, TimeSpan timestamp, bool isKeyFrame)
{
    /// <summary>How it is encoded.</summary>
    public MediaCodec Codec { get; } = codec;

    /// <summary>The encoded bytes.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>When it is shown or heard, since the track began.</summary>
    public TimeSpan Timestamp { get; } = timestamp;

    /// <summary>Whether decoding can begin here.</summary>
    public bool IsKeyFrame { get; } = isKeyFrame;
}
