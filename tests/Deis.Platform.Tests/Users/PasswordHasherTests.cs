using Deis.Platform.Users;

namespace Deis.Platform.Tests.Users;

public sealed class PasswordHasherTests
{
    // These were made by Python's hashlib; the password is "correct horse".
    private const string Django = "pbkdf2_sha256$1000$seasalt$mQnueSakb748zqBAC1tmWVZsZbi2zPGZarEzTGdfmso=";

    [Fact]
    public void Hash_OfAPassword_VerifiesWithItAlone()
    {
        var hash = PasswordHasher.Hash("correct horse");

        PasswordHasher.Verify("correct horse", hash).ShouldBe(PasswordCheck.Right);
        PasswordHasher.Verify("Correct horse", hash).ShouldBe(PasswordCheck.Wrong);
    }

    [Fact]
    public void Hash_OfTheSamePassword_IsAnotherEachTime()
    {
        var hash = PasswordHasher.Hash("x");

        hash.ShouldStartWith($"pbkdf2_sha512${PasswordHasher.Iterations}$");
        PasswordHasher.Hash("x").ShouldNotBe(hash);
    }

    [Theory]
    [InlineData("correct horse", PasswordCheck.RightButOutdated)]
    [InlineData("wrong horse", PasswordCheck.Wrong)]
    public void Hash_OfDjango_VerifiesAndAsksForANewOne(string password, PasswordCheck check) => PasswordHasher.Verify(password, Django).ShouldBe(check);

    [Fact]
    public void Hash_WithOtherParameters_VerifiesAndAsksForANewOne() =>
        PasswordHasher.Verify("correct horse", "pbkdf2_sha512$10$c2FsdA==$ZDaT0kEaS8DTmv59uoC5K8b56xtwqFjpm+NbTgPv4eXLs5pcSJLHv+RgiWTaQGbAAnkeM9raEoHUy44QA3DgUw==").ShouldBe(PasswordCheck.RightButOutdated);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("md5$1$c2FsdA==$c2FsdA==")]
    [InlineData("pbkdf2_sha512$0$c2FsdA==$c2FsdA==")]
    [InlineData("pbkdf2_sha512$999999999$c2FsdA==$c2FsdA==")]
    [InlineData("pbkdf2_sha512$10$no base64$c2FsdA==")]
    [InlineData("pbkdf2_sha512$10$c2FsdA==$")]
    public void Hash_ThatIsNone_VerifiesWithNothing(string? hash) => PasswordHasher.Verify("", hash).ShouldBe(PasswordCheck.Wrong);
}
