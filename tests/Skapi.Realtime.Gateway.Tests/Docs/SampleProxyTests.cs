using System.Text.RegularExpressions;
using Skapi.Testing;

namespace Skapi.Realtime.Gateway.Tests.Docs;

/// <summary>The proxy of the sample sets every header that the sample's gateway believes, so a client cannot set it.</summary>
public partial class SampleProxyTests
{
    [Theory]
    [InlineData("Host", "$http_host")] // With the port, which $host does not have.
    [InlineData("X-Forwarded-Host", "$http_host")]
    [InlineData("X-Forwarded-Proto", "$scheme")]
    [InlineData("X-Forwarded-For", "$proxy_add_x_forwarded_for")]
    public void The_proxy_sets_a_header_that_the_gateway_believes(string header, string value)
    {
        var configuration = File.ReadAllText(Repository.PathOf("samples/Skapi.Samples.Gateway/nginx.conf"));

        SetHeader().Matches(configuration)
            .Where(match => match.Groups[1].Value == header)
            .ShouldHaveSingleItem().Groups[2].Value.ShouldBe(value);
    }

    [GeneratedRegex(@"^\s*proxy_set_header (\S+) (\S+);", RegexOptions.Multiline)]
    private static partial Regex SetHeader();
}
