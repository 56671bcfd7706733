@echo off
rem Runs Hanare's command line on the runtime that is already there: HANARE_RUNTIME, VS Code's own, or a Node.
rem ASCII only: cmd reads this file in the code page of the system. Programs are looked for on the PATH alone, never
rem in the current folder, which may be what is to be reviewed. Arguments go on untouched.
setlocal EnableExtensions DisableDelayedExpansion
set "CLI=%~dp0..\dist\cli.js"
set "RUNTIME="
if defined HANARE_RUNTIME set "RUNTIME=%HANARE_RUNTIME:"=%"
set "CODE_AT="
set "NODE_AT="
for %%C in (codium.cmd code.cmd) do if not "%%~$PATH:C"=="" set "CODE_AT=%%~$PATH:C"
for %%C in (node.exe) do if not "%%~$PATH:C"=="" set "NODE_AT=%%~$PATH:C"
if not defined RUNTIME if defined CODE_AT for %%E in ("%CODE_AT%") do (
  if exist "%%~dpE..\VSCodium.exe" set "RUNTIME=%%~dpE..\VSCodium.exe"
  if exist "%%~dpE..\Code.exe" set "RUNTIME=%%~dpE..\Code.exe"
)
if not defined RUNTIME if defined NODE_AT set "RUNTIME=%NODE_AT%"
if not defined RUNTIME (
  echo hanare: no runtime found. Put VS Code's "code" command on the PATH, or set HANARE_RUNTIME to Code.exe or a Node 20. 1>&2
  exit /b 3
)
set "ELECTRON_RUN_AS_NODE=1"
"%RUNTIME%" "%CLI%" %*
exit /b %ERRORLEVEL%
