using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Sample;

/// <summary>The web sample, running as a program of its own.</summary>
internal sealed partial class SampleProcess : IDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private SampleProcess(Process process) => _process = process;

    /// <summary>The address of the page, as the program prints it.</summary>
    public string Url { get; private set; } = "";

    /// <summary>What the program wrote.</summary>
    public Recorder<string> Output { get; } = new("The sample");

    /// <summary>Starts the sample, and waits until it listens.</summary>
    /// <param name="environment">Variables to set; null for none.</param>
    public static async Task<SampleProcess> StartAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        // .../bin/<configuration>/<framework>/: the sample was built with the same configuration.
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Repository.PathOf("samples", "Skapi.Samples.Web", "bin", own.Parent!.Name, own.Name, "Skapi.Samples.Web.dll");

        // A shell starts a background job with SIGINT ignored, and children inherit that. "env" sets the default again, and then becomes
        // the program.
        var start = new ProcessStartInfo(
            "env", ["--default-signal=INT", "dotnet", program]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        var sample = new SampleProcess(process);
        process.OutputDataReceived += sample.OnLine;
        process.ErrorDataReceived += sample.OnLine;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        sample.Url = Address().Match(await sample.Output.WaitAsync("its address", line => Address().IsMatch(line))).Value;
        return sample;
    }

    /// <summary>Sends what Ctrl-C sends, and waits until the program has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(HangGuard);
        return _process.ExitCode;
    }

    /// <summary>Ends the program at once.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void OnLine(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
            Output.Add(text);
    }

    [GeneratedRegex("http://localhost:[0-9]+")]
    private static partial Regex Address();
}
