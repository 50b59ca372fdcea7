using Skapi.Rtc.Managed.Dtls.Records;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The messages that are sent, and sent again, together (RFC 6347, section 4.2.4).</summary>
internal sealed class Flight
{
    private readonly List<HandshakeMessage?> _items = [];

    /// <summary>Whether there is anything to send.</summary>
    public bool IsEmpty => _items.Count == 0;

    /// <summary>Adds a handshake message.</summary>
    public void Add(HandshakeMessage message) => _items.Add(message);

    /// <summary>Adds a ChangeCipherSpec.</summary>
    public void AddChangeCipherSpec() => _items.Add(null);

    /// <summary>Writes the flight as records into datagrams. Each call gives the records new numbers.</summary>
    /// <param name="records">Numbers and protects the records.</param>
    /// <param name="maxDatagram">The maximum number of bytes of a datagram.</param>
    /// <param name="datagrams">Receives the datagrams.</param>
    public void Send(RecordLayer records, int maxDatagram, Queue<byte[]> datagrams)
    {
        var packer = new DatagramPacker(records, maxDatagram, datagrams);
        foreach (var item in _items)
        {
            if (item is null)
                packer.Add(ContentType.ChangeCipherSpec, 0, [1]);
            else
                AddFragments(ref packer, item);
        }

        packer.Flush();
    }

    private static void AddFragments(ref DatagramPacker packer, HandshakeMessage message)
    {
        Span<byte> content = new byte[HandshakeHeader.Size + message.Body.Length];
        var offset = 0;
        do
        {
            var count = Math.Min(packer.RoomFor(message.Epoch, HandshakeHeader.Size) - HandshakeHeader.Size, message.Body.Length - offset);
            var writer = new WireWriter(content);
            new HandshakeHeader(message.Type, message.Body.Length, message.Sequence, offset, count).Write(ref writer);
            writer.WriteBytes(message.Body.Span.Slice(offset, count));
            packer.Add(ContentType.Handshake, message.Epoch, writer.Written);
            offset += count;
        }
        while (offset < message.Body.Length);
    }

    private ref struct DatagramPacker(RecordLayer records, int maxDatagram, Queue<byte[]> datagrams)
    {
        // A fragment that is smaller than this is not worth a header of 25 bytes: it goes into the next datagram.
        private const int SmallestFragment = 64;

        private readonly byte[] _buffer = new byte[maxDatagram];
        private int _length;

        public int RoomFor(ushort epoch, int header)
        {
            if (maxDatagram - _length - RecordLayer.Overhead(epoch) < header + SmallestFragment)
                Flush();

            return maxDatagram - _length - RecordLayer.Overhead(epoch);
        }

        public void Add(ContentType type, ushort epoch, ReadOnlySpan<byte> content)
        {
            if (_length + RecordLayer.Overhead(epoch) + content.Length > maxDatagram)
                Flush();

            _length += records.Write(type, epoch, content, _buffer.AsSpan(_length));
        }

        public void Flush()
        {
            if (_length == 0)
                return;

            datagrams.Enqueue(_buffer[.._length]);
            _length = 0;
        }
    }
}
