using Skapi.Protocol.Json;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Running;

/// <summary>Accepts what happens to the calls of a client.</summary>
internal interface ICallInputs
{
    /// <summary>Queues an input. It never blocks; after the client has closed it does nothing.</summary>
    void Post(SwitchboardInput input);

    /// <summary>Queues a signal that the realtime connection received.</summary>
    /// <param name="from">The sender, as the gateway names it.</param>
    /// <param name="signal">The part of the signal that can be read.</param>
    /// <param name="content">The whole signal as it was received.</param>
    void PostSignal(RemoteParty from, Skapi.Protocol.Signal signal, RawJson content);
}
