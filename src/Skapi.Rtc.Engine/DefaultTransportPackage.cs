using Skapi.Rtc.Transport;

namespace Skapi.Rtc;

/// <summary>The transport of the package Skapi.Rtc, which this assembly does not reference.</summary>
internal static class DefaultTransportPackage
{
    /// <summary>Creates the transport.</summary>
    /// <exception cref="InvalidOperationException">The app does not have the package.</exception>
    public static IRtcTransport CreateTransport()
    {
        // Trimming and compiling ahead of time find the type by the literal, and keep it with its constructor.
        var type = Type.GetType("Skapi.Rtc.DefaultTransport, Skapi.Rtc", throwOnError: false)
            ?? throw new InvalidOperationException(
                $"A {nameof(SkapiClient)} needs a WebRTC transport to carry its calls, and the app has no default one. Add the package "
                + "“Skapi.Rtc” (dotnet add package Skapi.Rtc), which contains it, or choose a transport: pass it to the constructor of "
                + $"{nameof(SkapiClient)}, or with dependency injection register it: services.AddSingleton<{nameof(IRtcTransport)}>(…).");
        return (IRtcTransport)Activator.CreateInstance(type)!;
    }
}
