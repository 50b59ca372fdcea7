using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Simulation;

/// <summary>A client that receives everything and never sends anything.</summary>
internal sealed class MuteClient(World world, string name) : SimulatedClient(world, name)
{
    public override void Call(string cid)
    {
    }

    public override void HangUpSomething()
    {
    }

    public override void HangUpEverything()
    {
    }

    public override void ChangeMedia()
    {
    }

    public override void BreakPeer()
    {
    }

    public override void Hear(RemoteParty from, Signal signal)
    {
    }

    public override void HearDisconnected(string cid)
    {
    }

    public override void HearUnknown(string cid)
    {
    }

    public override void HearPost(RemoteParty from, string callId)
    {
    }

    public override void Check()
    {
    }

    public override void CheckAgreement()
    {
    }

    public override void CheckAtRest()
    {
    }
}
