using Skapi.Protocol;

namespace Skapi.Rtc.Realtime;

/// <summary>The group of a realtime connection: the one that the app asked for, and the one that the gateway confirmed.</summary>
/// <remarks>
/// The app's threads set the wish, and the receiver of the socket reports what the gateway says. A connection is in one group at a time.
/// </remarks>
/// <param name="userId">This client's user id.</param>
internal sealed class GroupMembership(string userId)
{
    private readonly Lock _gate = new();
    private string? _wanted;
    private string? _confirmed;

    /// <summary>The group that the app asked for last and the gateway has not refused. It is joined again after a reconnect.</summary>
    public string? Wanted
    {
        get
        {
            lock (_gate)
                return _wanted;
        }
    }

    /// <summary>Whether a post to a group can succeed: this client has joined it, or has asked to.</summary>
    public bool MayPostTo(string group)
    {
        lock (_gate)
            return group == _wanted || group == _confirmed;
    }

    /// <summary>The app asks to join a group, or to leave with null.</summary>
    public void Want(string? group)
    {
        lock (_gate)
            _wanted = group;
    }

    /// <summary>A new socket is in no group.</summary>
    public void Restart()
    {
        lock (_gate)
            _confirmed = null;
    }

    /// <summary>Reports a frame of the gateway.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="ownCid">This connection's own cid, or null if the gateway does not tell it.</param>
    public void OnFrame(GatewayFrame frame, string? ownCid)
    {
        lock (_gate)
        {
            var isOwn = frame.UserId == userId && (ownCid is null || ownCid == "cid:" + frame.SenderCid);
            if (frame.Payload == GatewayFrame.PayloadKind.Notice && isOwn)
            {
                if (frame.Code == NoticeCode.UserJoined.Value)
                    _confirmed = frame.SenderGroup;
                else if (frame.Code == NoticeCode.UserLeft.Value && frame.SenderGroup == _confirmed)
                    _confirmed = null;
            }
            else if (frame.Payload == GatewayFrame.PayloadKind.Error && _wanted != _confirmed && IsRefusal(frame))
            {
                _wanted = _confirmed;
            }
        }
    }

    /// <summary>
    /// Whether an error is the answer to a request to join. A gateway that does not name the group uses the code for no other frame of this
    /// client: posts are checked before they are sent.
    /// </summary>
    private bool IsRefusal(GatewayFrame frame) =>
        frame.SenderGroup is { } group ? group == _wanted : frame.SenderCid is null && frame.Code == SkapiErrorCode.InvalidParameter.Value;
}
