namespace Skapi.Rtc.Managed.Dtls.Records;

/// <summary>Remembers which of the latest records of an epoch have arrived (RFC 6347, section 4.1.2.6).</summary>
/// <remarks>The window is wider than the 64 of the RFC, because a fast sender has more than 64 records on the way.</remarks>
internal sealed class ReplayWindow
{
    /// <summary>The number of sequence numbers that the window covers.</summary>
    public const int Size = 1024;

    private readonly ulong[] _seen = new ulong[Size / 64];
    private ulong _next;

    /// <summary>Whether a record is new and not too old. It changes nothing: a forged record must not fill the window.</summary>
    public bool Accepts(ulong sequence) =>
        sequence >= _next || (_next - sequence <= Size && (_seen[Index(sequence)] & Bit(sequence)) == 0);

    /// <summary>Remembers a record that was verified.</summary>
    public void Add(ulong sequence)
    {
        if (sequence >= _next)
        {
            Forget(_next, sequence);
            _next = sequence + 1;
        }

        _seen[Index(sequence)] |= Bit(sequence);
    }

    private static int Index(ulong sequence) => (int)(sequence / 64 % (Size / 64));

    private static ulong Bit(ulong sequence) => 1UL << (int)(sequence % 64);

    // The places of the numbers from first to last belonged to numbers that are now too old.
    private void Forget(ulong first, ulong last)
    {
        if (last - first >= Size - 1)
        {
            Array.Clear(_seen);
            return;
        }

        for (var sequence = first; sequence <= last; sequence++)
            _seen[Index(sequence)] &= ~Bit(sequence);
    }
}
