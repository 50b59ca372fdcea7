using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Simulation;

/// <summary>A person with a program at the gateway.</summary>
internal abstract class SimulatedClient(World world, string name)
{
    private bool _hasConnected;

    protected World World => world;

    public string Name => name;

    public string UserId => $"user-{name}";

    /// <summary>The connection's cid; null while there is none.</summary>
    public string? Cid { get; private set; }

    /// <summary>Whether it accepts what rings; otherwise it is in two minds.</summary>
    public bool AlwaysAccepts { get; set; }

    public void Connect()
    {
        var again = _hasConnected;
        _hasConnected = true;
        Cid = world.Network.Connect(this);
        if (again)
            OnReconnected();
    }

    /// <summary>The socket breaks, and is opened again with another cid.</summary>
    public void LoseSocket() => LoseSocket(noticed: TimeSpan.Zero, reopened: TimeSpan.FromSeconds(3));

    /// <summary>The socket breaks.</summary>
    /// <param name="noticed">After how much time the gateway notices it.</param>
    /// <param name="reopened">After how much time another one is open.</param>
    public void LoseSocket(TimeSpan noticed, TimeSpan reopened)
    {
        if (Cid is null)
            return;

        world.Network.Disconnect(Cid, noticed);
        Cid = null;
        var isRefused = world.Faults.HasRefusedTokens && !world.Network.IsHealed;
        var refused = isRefused ? TimeSpan.FromSeconds(world.Random.Next(120)) : TimeSpan.Zero;
        world.After(reopened + refused, Connect);
    }

    public abstract void Call(string cid);

    public abstract void HangUpSomething();

    public abstract void HangUpEverything();

    public abstract void ChangeMedia();

    /// <summary>The media path of a call breaks, perhaps for a moment.</summary>
    public abstract void BreakPeer();

    public abstract void Hear(RemoteParty from, Signal signal);

    public abstract void HearDisconnected(string cid);

    public abstract void HearUnknown(string cid);

    /// <summary>A post to this client's user: another one goes on with a call from its present connection.</summary>
    public abstract void HearPost(RemoteParty from, string callId);

    /// <summary>Checks what must hold after every step.</summary>
    public abstract void Check();

    /// <summary>Checks that every call is connected on both sides.</summary>
    public abstract void CheckAgreement();

    /// <summary>Checks that nothing is left of the calls.</summary>
    public abstract void CheckAtRest();

    protected virtual void OnReconnected()
    {
    }
}
