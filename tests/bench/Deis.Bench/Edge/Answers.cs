using System.Globalization;

namespace Deis.Bench.Edge;

/// <summary>Asks a proxy for an app.</summary>
internal static class Answers
{
    /// <summary>The host name of an app.</summary>
    public static string HostOf(int app) => $"app{app}.bench.localhost";

    public static HttpClient NewClient() => new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Which of the back end's ports answered, on a new connection; null if none did.</summary>
    public static async Task<int?> PortAsync(HttpClient client, int proxyPort, int app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{proxyPort}/");
        request.Headers.Host = HostOf(app);
        request.Headers.ConnectionClose = true;
        try
        {
            using var response = await client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode ? int.Parse(text.Split(' ')[^1], CultureInfo.InvariantCulture) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
