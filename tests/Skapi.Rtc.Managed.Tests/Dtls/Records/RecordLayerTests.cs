using Skapi.Rtc.Managed.Dtls.Records;

namespace Skapi.Rtc.Managed.Tests.Dtls.Records;

public sealed class RecordLayerTests : IDisposable
{
    private readonly RecordLayer _reader = WithKeys();
    private readonly RecordLayer _finished = WithKeys();
    private readonly RecordLayer _data = WithKeys();

    // werift numbers its data from the beginning again, after a Finished that has a higher number.
    [Fact]
    public void Data_with_the_number_of_a_handshake_message_are_read()
    {
        Open(_finished, ContentType.Handshake).ShouldBeTrue();

        Open(_data, ContentType.ApplicationData).ShouldBeTrue();
        _reader.Dropped.ShouldBe(0);
    }

    [Fact]
    public void Data_with_the_number_of_other_data_are_dropped()
    {
        Open(_finished, ContentType.ApplicationData).ShouldBeTrue();

        Open(_data, ContentType.ApplicationData).ShouldBeFalse();
        _reader.Dropped.ShouldBe(1);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _finished.Dispose();
        _data.Dispose();
    }

    private static RecordLayer WithKeys()
    {
        var layer = new RecordLayer();
        layer.UseKeys(Cipher(), Cipher());
        return layer;
    }

    private static RecordCipher Cipher() => new(new byte[16], new byte[4]);

    private bool Open(RecordLayer writer, ContentType type)
    {
        var record = new byte[RecordLayer.Overhead(RecordLayer.ProtectedEpoch) + 3];
        writer.Write(type, RecordLayer.ProtectedEpoch, [1, 2, 3], record);
        ReadOnlySpan<byte> rest = record;
        RecordHeader.TryRead(ref rest, out var header, out var body).ShouldBeTrue();
        return _reader.TryOpen(header, body.ToArray(), out _);
    }
}
