namespace Skapi.Rtc.Managed.Dtls.Records;

/// <summary>Numbers, protects and opens records: epoch 0 in plain text, epoch 1 with the keys of the handshake.</summary>
internal sealed class RecordLayer : IDisposable
{
    /// <summary>The epoch of protected records. This side never renegotiates, so there is no later one.</summary>
    public const ushort ProtectedEpoch = 1;

    private readonly ulong[] _nextSequence = new ulong[ProtectedEpoch + 1];
    private readonly ReplayWindow _replay = new();
    private RecordCipher? _writeCipher;
    private RecordCipher? _readCipher;

    /// <summary>Whether protected records can be written and read.</summary>
    public bool HasKeys => _writeCipher is not null;

    /// <summary>The number of records that were dropped because they were forged, repeated or too old.</summary>
    public long Dropped { get; private set; }

    /// <summary>The number of bytes that a record of an epoch has beyond its content.</summary>
    public static int Overhead(ushort epoch) => RecordHeader.Size + (epoch == 0 ? 0 : RecordCipher.Overhead);

    /// <summary>Begins to use the keys of the handshake.</summary>
    public void UseKeys(RecordCipher write, RecordCipher read)
    {
        _writeCipher = write;
        _readCipher = read;
    }

    /// <summary>Writes a record.</summary>
    /// <returns>The number of bytes written.</returns>
    public int Write(ContentType type, ushort epoch, ReadOnlySpan<byte> content, Span<byte> target)
    {
        var header = new RecordHeader(type, RecordHeader.CombineNumber(epoch, _nextSequence[epoch]++));
        if (epoch == ProtectedEpoch)
            return (_writeCipher ?? throw new InvalidOperationException("There are no keys yet.")).Seal(header, content, target);

        header.Write(target, content.Length);
        content.CopyTo(target[RecordHeader.Size..]);
        return RecordHeader.Size + content.Length;
    }

    /// <summary>Opens a record of an epoch whose keys are known. A protected one is decrypted in place.</summary>
    /// <param name="header">The record's header.</param>
    /// <param name="body">The record's body.</param>
    /// <param name="content">What the record carries.</param>
    /// <returns>False if the record is to be dropped.</returns>
    public bool TryOpen(RecordHeader header, Span<byte> body, out Span<byte> content)
    {
        content = body;
        if (header.Epoch == 0)
            return true;

        if (header.Epoch == ProtectedEpoch && _readCipher is { } cipher && body.Length >= RecordCipher.Overhead
            && _replay.Accepts(header.Sequence)
            && cipher.TryOpen(header, body, body[RecordCipher.ContentOffset..], out var length))
        {
            // werift numbers its data from the beginning again after its Finished, and would lose the record with the same number. A
            // Finished that is repeated is harmless: the handshake takes it for a sign that this side's last flight was lost.
            if (header.Type != ContentType.Handshake)
                _replay.Add(header.Sequence);

            content = body.Slice(RecordCipher.ContentOffset, length);
            return true;
        }

        Dropped++;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writeCipher?.Dispose();
        _readCipher?.Dispose();
    }
}
