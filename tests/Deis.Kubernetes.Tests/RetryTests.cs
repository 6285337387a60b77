using System.Net;
using Deis.Kubernetes.Connections;
using Microsoft.Extensions.Time.Testing;

namespace Deis.Kubernetes.Tests;

public sealed class RetryTests
{
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly List<string> _bodies = [];

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Answer_WithRetryAfter_IsRepeatedWithItsBodyAfterThatTime(HttpStatusCode code)
    {
        var answer = SendAsync(HttpMethod.Post, "body", attempt => attempt == 1 ? Busy(code, 7) : Ok());

        _time.Advance(TimeSpan.FromSeconds(6.9));
        _bodies.ShouldBe(["body"]);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        (await answer).StatusCode.ShouldBe(HttpStatusCode.OK);
        _bodies.ShouldBe(["body", "body"]);
    }

    [Fact]
    public async Task Answer_WithoutRetryAfter_IsHandedOn()
    {
        (await SendAsync(HttpMethod.Get, "", _ => new HttpResponseMessage(HttpStatusCode.InternalServerError))).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);

        _bodies.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Answer_ThatAsksForALongWait_IsHandedOn() =>
        (await SendAsync(HttpMethod.Get, "", _ => Busy(HttpStatusCode.TooManyRequests, 3600))).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

    [Fact]
    public async Task NoConnection_IsTriedAgainUntilPatienceEnds()
    {
        var answer = SendAsync(HttpMethod.Post, "body", _ => throw new HttpRequestException(HttpRequestError.ConnectionError));

        while (!answer.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }

        await Should.ThrowAsync<HttpRequestException>(() => answer);
        _time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(_time.Start + new KubernetesOptions().ConnectPatience);
        _bodies.Count.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("GET", 2)]
    [InlineData("POST", 1)]
    [InlineData("PATCH", 1)]
    [InlineData("DELETE", 1)]
    public async Task LostAnswer_OnlyReadsAreRepeated(string method, int sent)
    {
        var answer = SendAsync(new HttpMethod(method), "", attempt => attempt == 1 ? throw new HttpRequestException(HttpRequestError.ResponseEnded) : Ok());

        _time.Advance(TimeSpan.FromSeconds(1));

        if (sent == 1)
            await Should.ThrowAsync<HttpRequestException>(() => answer);
        else
            (await answer).StatusCode.ShouldBe(HttpStatusCode.OK);
        _bodies.Count.ShouldBe(sent);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string body, Func<int, HttpResponseMessage> answer)
    {
        RetryHandler handler = new(new KubernetesOptions(), _time) { InnerHandler = new Server(_bodies, answer) };
        using HttpMessageInvoker invoker = new(handler);
        using HttpRequestMessage request = new(method, "http://server/") { Content = new StringContent(body) };
        return await invoker.SendAsync(request, CancellationToken.None);
    }

    private static HttpResponseMessage Ok() => new(HttpStatusCode.OK);

    private static HttpResponseMessage Busy(HttpStatusCode code, int seconds) =>
        new(code) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(seconds)) } };

    private sealed class Server(List<string> bodies, Func<int, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return answer(bodies.Count);
        }
    }
}
