using System.Diagnostics;

namespace Skapi.Realtime.Gateway.Diagnostics;

/// <summary>The traces of the gateway, in the activity source <see cref="SourceName"/>. Without a listener they cost nothing.</summary>
internal static class GatewayTraces
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "Skapi.Realtime.Gateway";

    /// <summary>The kind of a post to a group.</summary>
    public const string Post = "post";

    /// <summary>The kind of a frame for single connections.</summary>
    public const string Direct = "direct";

    /// <summary>The kind of a message that disconnects connections.</summary>
    public const string Disconnect = "disconnect";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the trace of a request to connect. It ends when the connection is admitted or refused.</summary>
    public static Activity? StartConnect() => Source.StartActivity("skapi.gateway.connect");

    /// <summary>Begins the trace of a message to other nodes.</summary>
    /// <param name="kind">The kind of message.</param>
    public static Activity? StartSend(string kind)
    {
        var activity = Source.StartActivity("skapi.gateway.send", ActivityKind.Producer);
        activity?.SetTag("skapi.message.kind", kind);
        return activity;
    }

    /// <summary>Begins the trace of a message that has arrived from a node.</summary>
    /// <param name="kind">The kind of message.</param>
    /// <param name="parent">The <c>traceparent</c> of the node that has sent it (W3C Trace Context), or null.</param>
    public static Activity? StartReceive(string? kind, string? parent)
    {
        // A message without a trace begins none, because nobody asked for it.
        if (parent is null || !ActivityContext.TryParse(parent, traceState: null, isRemote: true, out var context))
            return null;
        var activity = Source.StartActivity("skapi.gateway.receive", ActivityKind.Consumer, context);
        activity?.SetTag("skapi.message.kind", kind);
        return activity;
    }
}
