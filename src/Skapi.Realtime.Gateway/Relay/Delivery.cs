using System.Collections.Immutable;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.Connections;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>A frame and whom it goes to: what the relay's state answers to an input.</summary>
internal readonly record struct Delivery(GatewayFrame Frame, ImmutableArray<Connection> Recipients);
