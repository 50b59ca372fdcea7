using System.Buffers.Binary;
using System.Net;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Ice;

/// <content>The checks of the other side (RFC 8445, section 7.3).</content>
internal sealed partial class IceAgent
{
    private const int MaxEarlyChecks = 16;

    private readonly List<EarlyCheck> _earlyChecks = [];

    private void HandleRequest(IPEndPoint local, IPEndPoint from, in StunMessage message, TimeSpan now)
    {
        if (FindCredentials(message) is not { } credentials || !message.Verify(credentials.Key.Span))
            return;

        _listener.OnRemoteVerified(local, from);
        if (HasRoleConflict(message, out var isTheirs))
        {
            if (isTheirs)
            {
                Respond(local, from, message.Transaction, credentials, isConflict: true);
                return;
            }

            SwitchRole();
        }

        Respond(local, from, message.Transaction, credentials, isConflict: false);
        if (credentials != Local)
            return;

        var priority = message.TryFind(StunAttribute.Priority, out var value) && value.Length == 4
            ? BinaryPrimitives.ReadUInt32BigEndian(value)
            : 0;
        var usesCandidate = message.Has(StunAttribute.UseCandidate);
        if (Remote is not null)
            HandleCheck(local, from, priority, usesCandidate, now);
        else if (_earlyChecks.Count < MaxEarlyChecks)
            _earlyChecks.Add(new EarlyCheck(local, from, priority, usesCandidate));
    }

    // USERNAME is the receiver's fragment, a colon and the sender's. During a restart the other side may still use the old one.
    private IceCredentials? FindCredentials(in StunMessage message)
    {
        if (!message.TryFind(StunAttribute.Username, out var username))
            return null;

        var colon = username.IndexOf((byte)':');
        if (colon < 0)
            return null;

        var fragment = username[..colon];
        return fragment.SequenceEqual(Local.FragmentBytes.Span) ? Local
            : _previousLocal is { } previous && fragment.SequenceEqual(previous.FragmentBytes.Span) ? previous
            : null;
    }

    // Both sides in one role: the greater tie-breaker stays controlling (RFC 8445, section 7.3.1.1).
    private bool HasRoleConflict(in StunMessage message, out bool isTheirs)
    {
        isTheirs = false;
        var attribute = IsControlling ? StunAttribute.IceControlling : StunAttribute.IceControlled;
        if (!message.TryFind(attribute, out var value) || value.Length != sizeof(ulong))
            return false;

        var isGreater = _tieBreaker >= BinaryPrimitives.ReadUInt64BigEndian(value);
        isTheirs = IsControlling ? isGreater : !isGreater;
        return true;
    }

    private void SwitchRole()
    {
        IsControlling = !IsControlling;
        _validSince = null;
        Selected = null;
        foreach (var pair in _checklist.Pairs)
        {
            pair.Nominates = false;
            pair.IsNominated = false;
        }
    }

    private void Respond(IPEndPoint local, IPEndPoint to, TransactionId transaction, IceCredentials credentials, bool isConflict)
    {
        Span<byte> buffer = stackalloc byte[128];
        var writer = new StunWriter(buffer, isConflict ? StunClass.Error : StunClass.Success, transaction);
        if (isConflict)
            writer.WriteErrorCode(RoleConflict, "Role Conflict"u8);
        else
            writer.WriteMappedAddress(to);

        writer.Protect(credentials.Key.Span);
        _listener.Send(local, to, writer.Written);
    }

    private readonly record struct EarlyCheck(IPEndPoint Local, IPEndPoint From, uint Priority, bool UsesCandidate);
}
