using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Durable;

[Collection(ApiCollection.Name)]
public sealed class ManagementAccessTests(ManagementFixture management) : IClassFixture<ManagementFixture>
{
    public static TheoryData<string, string> Requests => new()
    {
        { "POST", "/orchestrators/Echo" },
        { "POST", "/orchestrators/Echo/id" },
        { "GET", "/instances" },
        { "GET", "/instances/id" },
        { "DELETE", "/instances" },
        { "DELETE", "/instances/id" },
        { "POST", "/instances/id/raiseEvent/go" },
        { "POST", "/instances/id/terminate" },
        { "POST", "/instances/id/suspend" },
        { "POST", "/instances/id/resume" },
        { "POST", "/instances/id/restart" },
        { "POST", "/instances/id/rewind" },
        { "POST", "/instances/id/release" },
        { "GET", "/parked" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_OfAnybodyButAnAdministrator_IsTurnedAway(string method, string path)
    {
        var user = await management.Api.AddUserAsync();

        var anonymous = await Request(method, path).SendAsync();
        anonymous.ShouldFail(401, "Authentication credentials were not provided.");
        anonymous.Header("WWW-Authenticate").ShouldBe("Token");
        (await Request(method, path).WithBuilderKey().SendAsync()).ShouldHaveStatus(401);
        (await Request(method, path).WithHeader("Authorization", "token nonsense").SendAsync()).ShouldFail(401, "Invalid token.");
        (await Request(method, path + "?code=" + management.Admin.Token).SendAsync()).ShouldHaveStatus(401);
        (await Request(method, path).As(user).SendAsync()).ShouldFail(403, "You do not have permission to perform this action.");
    }

    [Fact]
    public async Task AccountThatIsNoLongerAnAdministrator_IsTurnedAway()
    {
        var former = await management.Api.AddUserAsync(isAdmin: true);
        (await Request("GET", "/parked").As(former).SendAsync()).ShouldHaveStatus(200);

        await management.Api.UseDatabaseAsync(async database =>
        {
            database.Users.Single(user => user.Username == former.Name).IsSuperuser = false;
            await database.SaveChangesAsync();
        });

        (await Request("GET", "/parked").As(former).SendAsync()).ShouldHaveStatus(403);
    }

    [Theory]
    [InlineData("PUT", "/instances/id", "GET, DELETE, HEAD, OPTIONS")]
    [InlineData("GET", "/instances/id/terminate", "POST, OPTIONS")]
    public async Task WrongMethod_Is405WithThoseThatAre(string method, string path, string allowed)
    {
        var answer = await Request(method, path).As(management.Admin).SendAsync();

        answer.ShouldFail(405, $"Method \"{method}\" not allowed.");
        answer.Header("Allow").ShouldBe(allowed);
    }

    [Fact]
    public async Task Entities_AreNoPartOfIt() =>
        (await Request("GET", "/entities").As(management.Admin).SendAsync()).ShouldHaveStatus(404);

    private ApiRequest Request(string method, string path) => management.Api.Request(method, ManagementFixture.Base + path);
}
