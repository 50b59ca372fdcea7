using Skapi.Realtime.Gateway;
using Skapi.Rtc.Realtime;
using Skapi.Rtc;
using Skapi.Rtc.Transport;
using Skapi.Samples.Call;
using Skapi.Samples.Call.Scenes;
using Skapi.Samples.Call.Timelines;
using Spectre.Console;

const string aliceName = "alice";
const string bobName = "bob";
var patience = TimeSpan.FromSeconds(60);

if (!CommandLine.TryParse(args, out var options, out var problem))
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}

if (options.Help)
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

var plain = options.Plain || Console.IsOutputRedirected;
var transport = Transports.Create(options.Transport);
var preparation = TestMedia.CreateAsync(transport);
await using var gateway = await DevelopmentGateway.StartAsync();
await using var media = await preparation;
Console.WriteLine($"Gateway at {gateway.Address}, two peers over {transport.Name}.");
if (media.EncodesPictures)
    Console.WriteLine($"{transport.Name} has no video codec: the pictures are VP8 key frames that the sample encodes and decodes.");
Console.WriteLine();

ITimeline timeline = plain ? new PlainTimeline(Console.Out) : new ColumnTimeline(AnsiConsole.Console, aliceName, bobName);
await using var alice = new Party(aliceName, CreateClient(gateway, transport), media, timeline);
await using var bob = new Party(bobName, CreateClient(gateway, transport), media, timeline);

IScene[] scenes = [new ChatScene(alice, bob), new MediaScene(alice, bob, media.Sent)];
if (options.File)
    scenes = [.. scenes, new FileScene(alice, bob, timeline)];
var script = new CallScript(alice, bob, scenes);
string? failure = null;
try
{
    using var patienceEnds = new CancellationTokenSource(patience);
    await script.PlayAsync(patienceEnds.Token);
}
catch (OperationCanceledException)
{
    failure = $"The call did not end within {patience.TotalSeconds} s.";
}
catch (SkapiException error)
{
    failure = $"{error.Code}: {error.Message}";
}

await alice.LeaveAsync();
await bob.LeaveAsync();

var findings = script.Findings();
if (plain)
    Summary.WritePlain(Console.Out, findings);
else
    Summary.Write(AnsiConsole.Console, findings);

Console.WriteLine();
if (failure is not null)
    Console.Error.WriteLine(failure);
Console.WriteLine(Summary.Verdict(findings));
return failure is null && findings.All(finding => finding.Holds) ? 0 : 1;

static SkapiClient CreateClient(DevelopmentGateway gateway, IRtcTransport transport)
{
    var (accessToken, idToken) = gateway.IssueTokens(Guid.NewGuid().ToString());
    return new SkapiClient(
        new SkapiClientOptions
        {
            WebSocketEndpoint = gateway.WebSocketEndpoint,
            RecordEndpoint = gateway.RecordEndpoint,
            Service = DevelopmentGateway.Service.Service,
            Owner = DevelopmentGateway.Service.Owner,
            Tokens = SkapiTokens.Fixed(accessToken, idToken),
            IceServers = [],
        },
        transport);
}
