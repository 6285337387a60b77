using Deis.Client.Transport;

namespace Deis.Client.Auth;

/// <summary>Accounts and tokens.</summary>
public sealed class AuthApi(ApiConnection connection)
{
    /// <summary>Makes an account. Where registration is for administrators only, the connection needs an admin's token.</summary>
    public Task RegisterAsync(string username, string password, string email, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post,
            "/v2/auth/register/",
            ApiConnection.Json(new RegisterRequest(username, password, email), ClientJson.Default.RegisterRequest),
            cancellationToken);

    /// <summary>Logs in; gives the token.</summary>
    public async Task<string> LoginAsync(string username, string password, CancellationToken cancellationToken)
    {
        var answer = await connection.SendAsync(
            HttpMethod.Post,
            "/v2/auth/login/",
            ApiConnection.Json(new LoginRequest(username, password), ClientJson.Default.LoginRequest),
            ClientJson.Default.LoginAnswer,
            cancellationToken);
        return answer.Token;
    }

    /// <summary>The account that the token belongs to.</summary>
    public Task<User> WhoamiAsync(CancellationToken cancellationToken) =>
        connection.GetAsync("/v2/auth/whoami/", ClientJson.Default.User, cancellationToken);
}
