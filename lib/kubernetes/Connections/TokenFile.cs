using System.Net.Http.Headers;
using k8s.Authentication;
using k8s.Exceptions;

namespace Deis.Kubernetes.Connections;

/// <summary>A token in a file that somebody else renews, as a node does a service account's; it is read again once a minute.</summary>
/// <param name="path">The file.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenFile(string path, TimeProvider time) : ITokenProvider
{
    private static readonly TimeSpan _period = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private string? _token;
    private long _read;

    /// <inheritdoc/>
    public Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_token is null || time.GetElapsedTime(_read) >= _period)
                Read();
            return Task.FromResult(new AuthenticationHeaderValue("Bearer", _token));
        }
    }

    private void Read()
    {
        try
        {
            _token = File.ReadAllText(path).Trim();
            _read = time.GetTimestamp();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // While it is being replaced, or the disk is away, the former one may still do.
            if (_token is null)
                throw new KubeConfigException($"The token of the login cannot be read: {exception.Message}", exception);
        }
    }
}
