using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>A whole handshake message.</summary>
/// <param name="Type">The message's type.</param>
/// <param name="Sequence">The message's number.</param>
/// <param name="Epoch">The epoch of the records that carried it.</param>
/// <param name="Body">The message without its header.</param>
internal sealed record HandshakeMessage(HandshakeType Type, ushort Sequence, ushort Epoch, ReadOnlyMemory<byte> Body)
{
    /// <summary>Writes the header of the message as one fragment, which is the form that the handshake's hash covers.</summary>
    public void WriteUnfragmentedHeader(ref WireWriter writer) =>
        new HandshakeHeader(Type, Body.Length, Sequence, 0, Body.Length).Write(ref writer);
}
