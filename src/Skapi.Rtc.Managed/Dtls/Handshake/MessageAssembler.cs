using System.Diagnostics.CodeAnalysis;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>Puts handshake messages together from fragments that arrive in any order, and returns them in their order.</summary>
/// <remarks>Memory is bounded: messages that are too long or too far ahead are dropped, and a retransmission brings them again.</remarks>
internal sealed class MessageAssembler
{
    /// <summary>The maximum number of bytes of a message. A chain of RSA certificates fits.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>The maximum number of messages that are assembled at the same time.</summary>
    public const int MaxAhead = 8;

    private readonly Dictionary<ushort, Assembly> _assemblies = [];

    /// <summary>The number of the message that is returned next.</summary>
    public ushort Next { get; private set; }

    /// <summary>Adds a fragment.</summary>
    /// <param name="header">The fragment's header, which is consistent in itself.</param>
    /// <param name="epoch">The epoch of the record that carried it.</param>
    /// <param name="fragment">The fragment's bytes.</param>
    public void Add(HandshakeHeader header, ushort epoch, ReadOnlySpan<byte> fragment)
    {
        if (header.Length > MaxLength || header.Sequence < Next || header.Sequence - Next >= MaxAhead)
            return;

        if (!_assemblies.TryGetValue(header.Sequence, out var assembly))
            _assemblies[header.Sequence] = assembly = new Assembly(header.Type, epoch, header.Length);

        assembly.Add(header, epoch, fragment);
    }

    /// <summary>Removes the next message if it is whole.</summary>
    public bool TryTake([NotNullWhen(true)] out HandshakeMessage? message)
    {
        message = null;
        if (!_assemblies.TryGetValue(Next, out var assembly) || !assembly.IsWhole)
            return false;

        _assemblies.Remove(Next);
        message = new HandshakeMessage(assembly.Type, Next, assembly.Epoch, assembly.Body);
        Next++;
        return true;
    }

    /// <summary>Forgets everything. No message is accepted any more.</summary>
    public void Clear() => _assemblies.Clear();

    private sealed class Assembly(HandshakeType type, ushort epoch, int length)
    {
        private readonly byte[] _body = new byte[length];
        private readonly List<(int Start, int End)> _ranges = [];

        public HandshakeType Type { get; } = type;

        public ushort Epoch { get; } = epoch;

        public ReadOnlyMemory<byte> Body => _body;

        public bool IsWhole => _body.Length == 0 || (_ranges.Count == 1 && _ranges[0] == (0, _body.Length));

        public void Add(HandshakeHeader header, ushort epoch, ReadOnlySpan<byte> fragment)
        {
            // Fragments of one message agree on what it is. One that does not is broken or forged.
            if (header.Type != Type || header.Length != _body.Length || epoch != Epoch || fragment.IsEmpty)
                return;

            fragment.CopyTo(_body.AsSpan(header.FragmentOffset));
            Merge(header.FragmentOffset, header.FragmentOffset + fragment.Length);
        }

        private void Merge(int start, int end)
        {
            for (var i = _ranges.Count - 1; i >= 0; i--)
            {
                if (_ranges[i].Start > end || _ranges[i].End < start)
                    continue;

                start = Math.Min(start, _ranges[i].Start);
                end = Math.Max(end, _ranges[i].End);
                _ranges.RemoveAt(i);
            }

            _ranges.Add((start, end));
        }
    }
}
