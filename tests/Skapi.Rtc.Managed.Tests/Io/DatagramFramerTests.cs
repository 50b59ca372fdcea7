using System.Buffers.Binary;
using FsCheck.Xunit;
using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Tests.Io;

public class DatagramFramerTests
{
    [Property]
    public void Datagrams_are_cut_from_pieces_of_any_length(byte[][] datagrams, byte size)
    {
        var framer = new DatagramFramer();
        var received = new List<byte[]>();
        var stream = datagrams.SelectMany(Frame).ToArray();

        foreach (var piece in stream.Chunk(size + 1))
            framer.Add(piece, datagram => received.Add(datagram.ToArray()));

        received.ShouldBe(datagrams);
        framer.Waiting.ShouldBe(0);
    }

    [Fact]
    public void The_longest_datagram_fits()
    {
        var framer = new DatagramFramer();
        var lengths = new List<int>();

        framer.Add(Frame(new byte[ushort.MaxValue]), datagram => lengths.Add(datagram.Length));

        lengths.ShouldBe([ushort.MaxValue]);
    }

    private static byte[] Frame(byte[] datagram)
    {
        var frame = new byte[DatagramFramer.HeaderSize + datagram.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)datagram.Length);
        datagram.CopyTo(frame, DatagramFramer.HeaderSize);
        return frame;
    }
}
