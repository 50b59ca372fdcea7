using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GStreamer's buffers, and their bytes.</summary>
internal static unsafe partial class GstBuffer
{
    public const ulong NoTime = ulong.MaxValue;

    // GstBuffer: a GstMiniObject of 64 bytes with its flags at 16, the pool at 64, then pts, dts and duration.
    private const int FlagsOffset = 16;
    private const int PtsOffset = 72;
    private const int DurationOffset = 88;
    private const uint DeltaUnit = 1 << 13;
    private const int MapRead = 1;

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_buffer_new_memdup")]
    private static partial nint NewCopy(void* data, nuint size);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_buffer_map")]
    private static partial int Map(nint buffer, GstMapInfo* info, int flags);

    [LibraryImport(Libraries.Gst, EntryPoint = "gst_buffer_unmap")]
    private static partial void Unmap(nint buffer, GstMapInfo* info);

    /// <summary>A buffer with a copy of the bytes.</summary>
    public static nint Copy<T>(ReadOnlySpan<T> data)
        where T : unmanaged
    {
        fixed (T* start = data)
            return NewCopy(start, (nuint)(data.Length * sizeof(T)));
    }

    /// <summary>When the buffer is shown or heard, in nanoseconds; <see cref="NoTime"/> where that is not known.</summary>
    public static ref ulong Pts(nint buffer) => ref *(ulong*)(buffer + PtsOffset);

    /// <summary>How long it is shown or heard, in nanoseconds.</summary>
    public static ref ulong Duration(nint buffer) => ref *(ulong*)(buffer + DurationOffset);

    /// <summary>Whether decoding cannot begin at this buffer.</summary>
    public static bool IsDelta(nint buffer) => (*(uint*)(buffer + FlagsOffset) & DeltaUnit) != 0;

    /// <summary>Marks a buffer as one at which decoding cannot begin.</summary>
    public static void SetDelta(nint buffer) => *(uint*)(buffer + FlagsOffset) |= DeltaUnit;

    /// <summary>Makes the buffer's bytes readable until the result is disposed.</summary>
    public static Mapping Read(nint buffer) => new(buffer);

    /// <summary>The address of a buffer's bytes, or null if they cannot be mapped.</summary>
    public static nint? TryGetAddress(nint buffer)
    {
        GstMapInfo info;
        if (Map(buffer, &info, MapRead) == 0)
            return null;

        var address = (nint)info.Data;
        Unmap(buffer, &info);
        return address;
    }

    /// <summary>GstMapInfo.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct GstMapInfo
    {
        public nint Memory;
        public int Flags;
        public byte* Data;
        public nuint Size;
        public nuint MaxSize;
        public fixed ulong UserData[4];
        public fixed ulong Reserved[4];
    }

    /// <summary>The time during which a buffer's bytes can be read.</summary>
    public ref struct Mapping
    {
        private readonly nint _buffer;
        private GstMapInfo _info;

        public Mapping(nint buffer)
        {
            fixed (GstMapInfo* info = &_info)
            {
                if (Map(buffer, info, MapRead) == 0)
                    throw SkapiException.TransportFailed("A media buffer could not be mapped.");
            }

            _buffer = buffer;
        }

        /// <summary>The bytes.</summary>
        public readonly ReadOnlySpan<byte> Bytes => new(_info.Data, checked((int)_info.Size));

        public void Dispose()
        {
            fixed (GstMapInfo* info = &_info)
                Unmap(_buffer, info);
        }
    }
}
