using System.Net;
using System.Text;

namespace Skapi.Rtc.Tests.Realtime;

/// <summary>Answers the questions with what a test lays out, and keeps them.</summary>
internal sealed class FakeHttp(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    private int _asked;

    public List<(Uri Uri, string Authorization, string ContentType, string Body)> Questions { get; } = [];

    public static Func<HttpResponseMessage> Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        () => new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Questions.Add((
            request.RequestUri!,
            string.Join(',', request.Headers.GetValues("Authorization")),
            request.Content!.Headers.ContentType!.ToString(),
            await request.Content.ReadAsStringAsync(cancellationToken)));
        return answers[_asked++]();
    }
}
