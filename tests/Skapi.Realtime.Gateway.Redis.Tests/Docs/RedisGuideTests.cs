using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Skapi.Testing;

namespace Skapi.Realtime.Gateway.Redis.Tests.Docs;

/// <summary>What docs/gateway.md says about Redis is true.</summary>
public partial class RedisGuideTests
{
    private static readonly string Guide = File.ReadAllText(Repository.PathOf("docs/gateway.md"));

    [Fact]
    public void The_configuration_of_the_guide_has_TLS_and_a_user()
    {
        var services = new ServiceCollection().AddSkapiRealtimeRedis(Call().Match(Guide).Groups[1].Value);
        using var provider = services.BuildServiceProvider();

        var configuration = provider.GetRequiredService<IOptions<SkapiRedisOptions>>().Value.Configuration;

        (configuration.Ssl, configuration.User, configuration.Password).ShouldBe((true, "skapi", "secret"));
        configuration.EndPoints.Count.ShouldBe(1);
    }

    [Fact]
    public void The_guide_lists_every_option_with_its_default()
    {
        var start = Guide.IndexOf("| Option of `SkapiRedisOptions`", StringComparison.Ordinal);
        var table = Row().Matches(Guide[start..Guide.IndexOf("\n\n", start, StringComparison.Ordinal)])
            .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value.Trim());
        var options = new SkapiRedisOptions();

        table.Keys.ShouldBe(typeof(SkapiRedisOptions).GetProperties().Select(property => property.Name), ignoreOrder: true);
        table[nameof(options.KeyPrefix)].ShouldBe($"`{options.KeyPrefix}`");
        table[nameof(options.GracePeriod)].ShouldBe(FormattableString.Invariant($"{options.GracePeriod.TotalSeconds} s"));
    }

    [GeneratedRegex(@"AddSkapiRealtimeRedis\(""([^""]+)""\)")]
    private static partial Regex Call();

    [GeneratedRegex(@"^\| `(\w+)` \|([^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
