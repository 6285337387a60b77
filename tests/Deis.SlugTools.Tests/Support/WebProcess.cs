namespace Deis.SlugTools.Tests.Support;

/// <summary>A web process in a sandbox, and a client for it.</summary>
internal sealed class WebProcess(SandboxProcess process, int port) : IAsyncDisposable
{
    public SandboxProcess Process => process;

    public int Port => port;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };

    public Task AnswersAsync() => Eventually.TrueAsync(AnswersOnceAsync, $"an answer on port {port}");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await process.DisposeAsync();
    }

    private async Task<bool> AnswersOnceAsync()
    {
        try
        {
            using var response = await Http.GetAsync(new Uri("/", UriKind.Relative));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
