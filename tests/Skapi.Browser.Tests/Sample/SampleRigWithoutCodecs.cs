namespace Skapi.Browser.Tests.Sample;

/// <summary>The web sample as on a machine without GStreamer's plugins: it looks for them in a folder that does not exist.</summary>
public sealed class SampleRigWithoutCodecs : SampleRig
{
    private static readonly string Missing = Path.Combine(Path.GetTempPath(), $"skapi-no-plugins-{Guid.NewGuid():N}");

    protected override IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>
    {
        ["GST_PLUGIN_SYSTEM_PATH_1_0"] = Missing,
        ["GST_PLUGIN_PATH_1_0"] = Missing,
        ["GST_REGISTRY_1_0"] = Path.Combine(Missing, "registry.bin"),
        ["GST_REGISTRY_UPDATE"] = "yes",
    };
}
