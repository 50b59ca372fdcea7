using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Testing;

namespace Skapi.Realtime.Gateway.Tests.Configuration;

public partial class SkapiRealtimeOptionsTests
{
    [Fact]
    public void The_options_can_be_bound_to_the_configuration_of_an_app()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Tokens:Authorities:0"] = "https://issuer.example",
            ["Tokens:ValidAudiences:0"] = "client",
            ["Services:0:Service"] = "ap21example",
            ["Services:0:Owner"] = "00000000-0000-4000-8000-000000000000",
            ["RateLimits:User:Frames:PerSecond"] = "0.5",
            ["RateLimits:User:Frames:Burst"] = "7",
            ["Turn:Urls:0"] = "turn:turn.example",
            ["Turn:Lifetime"] = "02:00:00",
            ["MaxFrameBytes"] = "1000",
            ["AllowedOrigins:0"] = "https://app.example",
        }).Build();
        var options = new SkapiRealtimeOptions();

        configuration.Bind(options);

        options.Tokens.Authorities.ShouldBe(["https://issuer.example"]);
        options.Tokens.ValidAudiences.ShouldBe(["client"]);
        options.Services.ShouldBe([new SkapiService("ap21example", "00000000-0000-4000-8000-000000000000")]);
        options.RateLimits.User.Frames.ShouldBe(new RateLimit(0.5, 7));
        options.Turn.Urls.ShouldBe(["turn:turn.example"]);
        options.Turn.Lifetime.ShouldBe(TimeSpan.FromHours(2));
        options.MaxFrameBytes.ShouldBe(1000);
        options.AllowedOrigins.ShouldBe(["https://app.example"]);
    }

    [Fact]
    public void The_settings_of_the_sample_s_compose_file_are_options()
    {
        var file = File.ReadAllText(Repository.PathOf("samples/Skapi.Samples.Gateway/compose.yml"));
        var settings = Setting().Matches(file).Select(static match => match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal));

        BindStrictly(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(static name => name, static _ => (string?)"x")));
    }

    [Fact]
    public void The_settings_of_the_sample_are_options() =>
        BindStrictly(new ConfigurationBuilder().AddJsonFile(Repository.PathOf("samples/Skapi.Samples.Gateway/appsettings.json")));

    private static void BindStrictly(IConfigurationBuilder builder)
    {
        // What the sample reads by itself.
        string[] own = ["UseDevelopmentKey", "Redis"];
        var settings = builder.Build().GetSection("SkapiRealtime").AsEnumerable(makePathsRelative: true)
            .Where(setting => setting.Value is not null && !own.Contains(setting.Key))
            .ToDictionary(static setting => setting.Key, static setting => setting.Value);
        settings.ShouldNotBeEmpty();

        new ConfigurationBuilder().AddInMemoryCollection(settings).Build()
            .Bind(new SkapiRealtimeOptions(), static options => options.ErrorOnUnknownConfiguration = true);
    }

    [GeneratedRegex(@"^\s+(SkapiRealtime__\w+):", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
