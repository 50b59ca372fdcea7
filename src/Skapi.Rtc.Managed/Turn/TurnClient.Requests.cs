using System.Globalization;
using System.Text;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Turn;

/// <content>Requests, with credentials and nonces (RFC 8489, sections 6.2 and 9.2.5).</content>
internal sealed partial class TurnClient
{
    private const int Unauthenticated = 401;
    private const int Mismatch = 437;
    private const int StaleNonce = 438;
    private const int WrongCredentials = 441;
    private const int MaxChallenges = 4;
    private const int MaxRequests = 64;
    private const int MaxReason = 128;

    // Realm, nonce and what a server may list need less. The user name comes on top.
    private const int RequestSize = 2048;

    private readonly List<TurnRequest> _requests = [];

    private void Request(TurnRequest request, TimeSpan now)
    {
        if (_requests.Count >= MaxRequests)
            return;

        _requests.Add(request);
        Begin(request, now);
    }

    private void Begin(TurnRequest request, TimeSpan now)
    {
        request.Transaction = TransactionId.Create(_options.Random);
        request.Transmissions = 0;
        Repeat(request, now);
    }

    private void Repeat(TurnRequest request, TimeSpan now)
    {
        request.Due = now + (IsStream ? _options.StreamTimeout : _options.InitialTimeout * (1 << request.Transmissions));
        request.Transmissions++;
        Transmit(request);
    }

    private void Transmit(TurnRequest request, uint? lifetime = null)
    {
        request.IsAuthenticated = _credentials.IsChallenged;
        var buffer = new byte[RequestSize + (4 * Server.Username.Length)];
        var writer = new StunWriter(buffer, StunClass.Request, request.Transaction, (ushort)request.Method);
        if (request.Method == TurnMethod.Allocate)
        {
            writer.Write(StunAttribute.RequestedTransport, [Udp, 0, 0, 0]);
            if (_requestsIpv6)
                writer.Write(StunAttribute.RequestedAddressFamily, [Ipv6Family, 0, 0, 0]);
        }

        if (request.Channel != 0)
            writer.Write(StunAttribute.ChannelNumber, (uint)request.Channel << 16);
        if (request.Peer is { } peer)
            writer.WriteAddress(StunAttribute.XorPeerAddress, peer);
        if (lifetime is { } seconds)
            writer.Write(StunAttribute.Lifetime, seconds);

        _credentials.Protect(ref writer);
        _listener.Send(this, writer.Written);
    }

    private void HandleRequestTimeouts(TimeSpan now)
    {
        for (var i = _requests.Count - 1; i >= 0 && i < _requests.Count; i--)
        {
            var request = _requests[i];
            if (now < request.Due)
                continue;

            if (!IsStream && request.Transmissions < _options.MaxTransmissions)
            {
                Repeat(request, now);
                continue;
            }

            _requests.RemoveAt(i);
            if (request.Method is TurnMethod.Allocate or TurnMethod.Refresh)
                End(NotReachable, "The TURN server did not answer.");
            else
                OnPeerRefused(request, now);
        }
    }

    private void HandleStun(Span<byte> message, in StunMessage stun, TimeSpan now)
    {
        if (stun.Class == StunClass.Indication)
        {
            if (stun.Method == (ushort)TurnMethod.Data)
                HandleData(message, stun, now);

            return;
        }

        var (transaction, method) = (stun.Transaction, stun.Method);
        var request = _requests.Find(request => request.Transaction == transaction && (ushort)request.Method == method);
        if (request is null)
            return;

        if (stun.Class == StunClass.Error)
        {
            HandleError(request, stun, now);
        }
        else if (stun.Class == StunClass.Success && _credentials.Verify(stun))
        {
            _requests.Remove(request);
            HandleSuccess(request, stun, now);
        }
    }

    private void HandleSuccess(TurnRequest request, in StunMessage response, TimeSpan now)
    {
        if (request.Method == TurnMethod.Allocate)
            OnAllocated(response, now);
        else if (request.Method == TurnMethod.Refresh)
            ScheduleRefresh(response, now);
        else
            OnPeerGranted(request, now);
    }

    private void HandleError(TurnRequest request, in StunMessage response, TimeSpan now)
    {
        var code = response.ReadErrorCode();
        var mayRepeat = code == StaleNonce || (code == Unauthenticated && !request.IsAuthenticated);
        if (mayRepeat && request.Challenges < MaxChallenges && _credentials.TryUse(response))
        {
            request.Challenges++;
            Begin(request, now);
            return;
        }

        _requests.Remove(request);
        if (code == FamilyNotSupported && request.Method == TurnMethod.Allocate && _requestsIpv6)
        {
            _requestsIpv6 = false;
            Request(new TurnRequest(TurnMethod.Allocate), now);
            return;
        }

        if (code == TryAlternate && response.TryReadAlternateServer(out var alternate)
            && alternate.AddressFamily == Server.Address.AddressFamily && alternate.Port != 0)
            Alternate = alternate;

        if (request.Method is TurnMethod.Allocate or TurnMethod.Refresh || code is Unauthenticated or Mismatch or WrongCredentials)
            End(code == 0 ? NotReachable : code, ReasonOf(response, code));
        else
            OnPeerRefused(request, now);
    }

    // The server's words reach a log, so they are one short line of printable characters.
    private static string ReasonOf(in StunMessage response, int code)
    {
        var text = response.TryFind(StunAttribute.ErrorCode, out var value) && value.Length > 4
            ? Encoding.UTF8.GetString(value[4..Math.Min(value.Length, MaxReason)]) : "";
        var words = new string([.. text.Where(static character => !char.IsControl(character))]);
        return string.Create(CultureInfo.InvariantCulture, $"The TURN server refused the request with code {code}: “{words}”.");
    }
}
