using Skapi.Rtc.Managed.Dtls.Handshake;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Tests.Dtls.Handshake;

/// <summary>Fragments as a network and an attacker send them (RFC 6347, section 4.2.3; dimpl #144 and #151).</summary>
public class MessageAssemblerTests
{
    private readonly MessageAssembler _assembler = new();

    [Fact]
    public void Fragments_come_in_any_order_and_overlap()
    {
        Add(offset: 6, [6, 7, 8, 9]);
        Add(offset: 0, [0, 1, 2, 3]);
        _assembler.TryTake(out _).ShouldBeFalse();
        Add(offset: 2, [2, 3, 4, 5, 6]);

        _assembler.TryTake(out var message).ShouldBeTrue();
        message!.Body.ToArray().ShouldBe([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }

    [Fact]
    public void Messages_are_returned_in_their_order()
    {
        Add(offset: 0, new byte[10], sequence: 1);
        _assembler.TryTake(out _).ShouldBeFalse();
        Add(offset: 0, new byte[10]);

        _assembler.TryTake(out var first).ShouldBeTrue();
        _assembler.TryTake(out var second).ShouldBeTrue();
        (first!.Sequence, second!.Sequence).ShouldBe(((ushort)0, (ushort)1));
    }

    [Fact]
    public void A_fragment_that_contradicts_the_first_one_is_ignored()
    {
        Add(offset: 0, [0, 1, 2, 3, 4]);
        _assembler.Add(new HandshakeHeader(HandshakeType.Certificate, 5, 0, 0, 5), 0, [9, 9, 9, 9, 9]);
        _assembler.Add(new HandshakeHeader(HandshakeType.Finished, 10, 0, 5, 5), 0, [9, 9, 9, 9, 9]);
        _assembler.Add(new HandshakeHeader(HandshakeType.Certificate, 10, 0, 5, 5), epoch: 1, [9, 9, 9, 9, 9]);
        Add(offset: 5, [5, 6, 7, 8, 9]);

        _assembler.TryTake(out var message).ShouldBeTrue();
        message!.Body.ToArray().ShouldBe([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }

    [Fact]
    public void Empty_fragments_do_not_complete_a_message()
    {
        for (var offset = 0; offset <= 10; offset++)
            Add(offset, []);

        _assembler.TryTake(out _).ShouldBeFalse();
    }

    [Fact]
    public void Messages_that_are_too_long_or_too_far_ahead_are_ignored()
    {
        _assembler.Add(new HandshakeHeader(HandshakeType.Certificate, MessageAssembler.MaxLength + 1, 0, 0, 1), 0, [1]);
        Add(offset: 0, new byte[10], sequence: MessageAssembler.MaxAhead);
        for (ushort sequence = 0; sequence < MessageAssembler.MaxAhead; sequence++)
            Add(offset: 0, new byte[10], sequence);

        var taken = 0;
        while (_assembler.TryTake(out _))
            taken++;

        taken.ShouldBe(MessageAssembler.MaxAhead);
    }

    [Theory]
    [InlineData(10, 8, 3, 3)]
    [InlineData(10, 0, 11, 11)]
    [InlineData(10, 0xFF_FFFF, 1, 1)]
    [InlineData(10, 0, 10, 9)]
    public void A_fragment_that_reaches_beyond_its_message_or_record_cannot_be_read(int length, int offset, int fragment, int present)
    {
        var bytes = new byte[HandshakeHeader.Size + present];
        var writer = new WireWriter(bytes);
        new HandshakeHeader(HandshakeType.Certificate, length, 0, offset, fragment).Write(ref writer);
        var reader = new WireReader(bytes);

        HandshakeHeader.TryRead(ref reader, out _).ShouldBeFalse();
    }

    // Messages of ten bytes.
    private void Add(int offset, byte[] fragment, ushort sequence = 0) =>
        _assembler.Add(new HandshakeHeader(HandshakeType.Certificate, 10, sequence, offset, fragment.Length), 0, fragment);
}
