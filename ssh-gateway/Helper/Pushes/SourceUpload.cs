using System.Net;

namespace Deis.SshGateway.Helper.Pushes;

/// <summary>Puts the tarball where the platform wants it.</summary>
internal sealed class SourceUpload(Platform platform, Patience patience)
{
    private const int LargeBytes = 1 << 20;

    /// <summary>Uploads <paramref name="tarball"/>; returns its object key.</summary>
    /// <exception cref="PushFailedException">Object storage refused it, or is away.</exception>
    public async Task<string> RunAsync(string sha, FileStream tarball, CancellationToken cancellationToken)
    {
        using HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
        while (true)
        {
            // Asked anew each time: the old URL may have expired.
            var target = await platform.AskUploadAsync(sha, cancellationToken);
            var status = await TryPutAsync(http, target, tarball, cancellationToken);
            if (status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices)
            {
                patience.Alive();
                return target.Key;
            }

            if (status is HttpStatusCode.InsufficientStorage)
            {
                throw new PushFailedException(DiskFull.Message);
            }

            if (status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError)
            {
                throw new PushFailedException($"Object storage refused the source with status {(int)status}. Ask the operator to look at its settings.");
            }

            await patience.AwayAsync(cancellationToken);
        }
    }

    private static async Task<HttpStatusCode?> TryPutAsync(HttpClient http, UploadTarget target, FileStream tarball, CancellationToken cancellationToken)
    {
        tarball.Position = 0;
        using HttpRequestMessage request = new(new HttpMethod(target.Method), target.Url);
        request.Content = new UnownedStreamContent(tarball);
        request.Content.Headers.ContentLength = tarball.Length;
        // A refusal then comes before the body, and is not lost in a broken connection.
        request.Headers.ExpectContinue = tarball.Length > LargeBytes;
        foreach (var (name, value) in target.Headers ?? new Dictionary<string, string>())
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
