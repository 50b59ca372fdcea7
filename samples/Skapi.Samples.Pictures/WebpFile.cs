using System.Buffers.Binary;

namespace Skapi.Samples.Pictures;

/// <summary>The simple file format of lossy WebP (RFC 9649, section 2.5): a header of 20 bytes, and one VP8 key frame.</summary>
internal static class WebpFile
{
    private const int RiffSizeOffset = 4;
    private const int FormOffset = 8;
    private const int FrameSizeOffset = 16;
    private const int FrameOffset = 20;

    /// <summary>Writes a file with a frame.</summary>
    public static byte[] Wrap(ReadOnlySpan<byte> frame)
    {
        // A chunk has an even length in the file.
        var file = new byte[FrameOffset + frame.Length + (frame.Length & 1)];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(RiffSizeOffset), file.Length - FormOffset);
        "WEBPVP8 "u8.CopyTo(file.AsSpan(FormOffset));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(FrameSizeOffset), frame.Length);
        frame.CopyTo(file.AsSpan(FrameOffset));
        return file;
    }

    /// <summary>Reads the frame of a file.</summary>
    /// <exception cref="InvalidDataException">The file has another format.</exception>
    public static byte[] Unwrap(ReadOnlySpan<byte> file)
    {
        if (file.Length < FrameOffset || !file.StartsWith("RIFF"u8) || !file[FormOffset..].StartsWith("WEBPVP8 "u8))
            throw new InvalidDataException("The file is not a simple lossy WebP file.");

        return file.Slice(FrameOffset, BinaryPrimitives.ReadInt32LittleEndian(file[FrameSizeOffset..])).ToArray();
    }
}
